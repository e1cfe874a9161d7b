"""Pure rules of after-sales work; standard library only."""
