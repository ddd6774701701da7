"""Databases and workbooks that were written out as text: SQL dumps, Excel's XML of 2003."""
