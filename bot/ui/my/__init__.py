"""What is one's own: where one's votes stand, one by one and all together."""
