"""Terms: deciding, adding, editing and deciding anew."""
