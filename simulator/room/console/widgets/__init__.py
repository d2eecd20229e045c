"""What the console's screens are made of: values come down, small messages go up."""
