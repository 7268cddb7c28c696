"""As whom somebody acts: in their own name, or for somebody who is away."""
