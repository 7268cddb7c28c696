"""What the pages of reviews show, put together from models and policies; templates decide nothing."""
