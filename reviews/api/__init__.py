"""The API of the shared work, one noun per file. Reads come through `visible_to`, writes through the pages' actions."""
