"""Who says where a place lies, and under which terms: one line a layer of the gazetteer, shown on the method page."""

from tracker.vocab import PlaceLayer

LICENCES = {
    PlaceLayer.EDITOR: "This installation’s own",
    PlaceLayer.OVERLAY: "Facts; each row names its source",
    PlaceLayer.LEARNED: "As the data set that was imported; each place names it",
    PlaceLayer.PCODE: "OCHA settlement tables, as their publishers state, often CC BY-IGO",
    PlaceLayer.COUNTRY_FILE: "GeoNames, CC BY 4.0",
    PlaceLayer.CITIES: "GeoNames, CC BY 4.0",
}
REGIONS = "Natural Earth, public domain, unless a region file was imported"
