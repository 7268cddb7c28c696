"""Rules of the split, of terms and of approvals: routing, preview, versions, health."""
