"""What colleagues arrange among themselves: who acts for whom, whose work goes to whom, phrases, reminders."""
