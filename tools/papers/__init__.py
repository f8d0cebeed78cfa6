"""The first templates of official papers, made once; from then on they are a city's own and edited in Word."""
