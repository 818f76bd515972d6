"""The subject itself: concepts, names, look-up, scripts. No database, no chat."""
