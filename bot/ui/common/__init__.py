"""What the faces of several processes share: buttons, sentences and lines that mean the same in all of them."""
