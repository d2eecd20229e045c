"""What the screens are made of: values come down, small messages go up."""
