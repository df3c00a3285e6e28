"""What the portal is measured against: as little Django as can list ten rows, or insert one under a lock."""
