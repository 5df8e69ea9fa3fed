"""Interchange with OpenFisca, the policy modellers' engine."""
