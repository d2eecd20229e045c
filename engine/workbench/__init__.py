"""What authors run on personas before any trainee meets them."""
