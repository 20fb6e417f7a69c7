"""Names of countries, folded: a text's "in Syria" names no place of an event."""

COUNTRIES = frozenset(
    name.strip()
    for name in """
afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bahrain|bangladesh|belarus|belgium|benin|bolivia|bosnia
bosnia and herzegovina|botswana|brazil|britain|bulgaria|burkina faso|burma|burundi|cambodia|cameroon|canada|central african republic|chad|chile
china|colombia|congo|democratic republic of congo|democratic republic of the congo|dr congo|costa rica|croatia|cuba|cyprus|czech republic|denmark
djibouti|ecuador|egypt|el salvador|eritrea|estonia|ethiopia|finland|france|gabon|gambia|georgia|germany|ghana|great britain|greece|guatemala|guinea
guinea-bissau|haiti|honduras|hungary|iceland|india|indonesia|iran|iraq|ireland|israel|italy|ivory coast|jamaica|japan|jordan|kazakhstan|kenya|kosovo
kuwait|kyrgyzstan|laos|latvia|lebanon|lesotho|liberia|libya|lithuania|luxembourg|madagascar|malawi|malaysia|mali|malta|mauritania|mexico|moldova
mongolia|montenegro|morocco|mozambique|myanmar|namibia|nepal|netherlands|new zealand|nicaragua|niger|nigeria|north korea|north macedonia|norway|oman
pakistan|palestine|panama|papua new guinea|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|senegal|serbia
sierra leone|singapore|slovakia|slovenia|somalia|somaliland|south africa|south korea|south sudan|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan
tajikistan|tanzania|thailand|togo|tunisia|turkey|turkiye|turkmenistan|uganda|ukraine|united arab emirates|united kingdom|united states|uruguay
uzbekistan|venezuela|vietnam|yemen|zambia|zimbabwe|us|uk|uae|europe|africa|asia|middle east
""".replace("\n", "|").split("|")
    if name.strip()
)
