"""Programs that pay are killed at named places, and everything goes on (R-02)."""
