"""Pictures that stand alone: the map of states and the chart of days, drawn once and written as SVG or into a PDF."""
