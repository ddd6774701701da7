"""What commands have for programs: schemas, views, formats, browsing, and the commands that go on from an answer."""
