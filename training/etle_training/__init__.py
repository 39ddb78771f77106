"""Training of etle's two networks: the plate locator and the plate reader."""
