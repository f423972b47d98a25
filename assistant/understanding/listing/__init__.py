"""Talk about lists as people have it: "we're out of foil and soap, stick 'em both on the list"."""
