"""Files people take away, as XLSX, CSV and GeoJSON: `tables` writes any table, `cases` the list of cases."""
