"""Districts, provinces, countries, the plan's named areas and the population, as dated and sourced tables."""
