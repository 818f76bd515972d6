"""Storage: the derived glossary database and the precious state database."""
