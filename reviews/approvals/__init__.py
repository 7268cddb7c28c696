"""Final approvals: which are needed, what each covers, deciding and passing over."""
