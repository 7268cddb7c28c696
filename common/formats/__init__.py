"""How Django itself writes days, moments and times, on the settings pages for example: as common/words.py does."""
