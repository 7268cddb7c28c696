"""What nobody could mean, sent to every address. `values.py` has it, test_every_address.py sends it.

Which parameters and fields an address reads is not written down anywhere: they are recorded while it answers something
sensible, so that a new address, and a new field, is tried by itself.
"""
