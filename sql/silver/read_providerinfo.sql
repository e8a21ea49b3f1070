{% set cells = [] %}
{% for c in columns('silver_providerinfo') if c.parse != 'keep' %}{% set _ = cells.append(c) %}{% endfor %}
{% set staged = [] %}
{% for c in cells if (c.staged or c.name) not in staged %}{% set _ = staged.append(c.staged or c.name) %}{% endfor %}
WITH cleaned AS (
  SELECT
    file_sha256, row_number, raw, structure_error, kerok_synthetic,
    clean_text(cms_certification_number_ccn) AS ccn_raw,
    upper_ascii(clean_text(cms_certification_number_ccn)) AS ccn_text,
    coalesce(clean_text(processing_date), kerok_processing_date) AS day_text
    {% for s in staged %}
    , {% set tokens = missing_tokens('providerinfo', s) %}{% if tokens %}CASE WHEN clean_text({{ s }}) NOT IN ({% for t in tokens %}'{{ t | replace("'", "''") }}'{% if not loop.last %}, {% endif %}{% endfor %}) THEN clean_text({{ s }}) END{% else %}clean_text({{ s }}){% endif %} AS {{ s }}_text
    {% endfor %}

  FROM staged_providerinfo
),
dated AS (
  SELECT
    file_sha256, row_number, raw, structure_error, kerok_synthetic, ccn_raw, ccn_text, day_text, parse_iso_day(day_text) AS processing_date
    {% for s in staged %}, {{ s }}_text{% endfor %}

  FROM cleaned
),
typed AS (
  SELECT
    file_sha256, row_number, raw, structure_error, ccn_raw, day_text, processing_date,
    CASE
      WHEN is_ccn(ccn_text) THEN ccn_text
      WHEN regexp_like(ccn_text, '^[1-9][0-9]{4}\z') AND '0' || substr(ccn_text, 1, 1) || ':' || upper_ascii(state_text) IN (
        {%- for prefix, states in prefixes.items() %}{% for s in states %}'{{ prefix }}:{{ s }}', {% endfor %}{% endfor %}'') THEN '0' || ccn_text
    END AS ccn,
    coalesce(clean_text(kerok_synthetic), '0') <> '0' AS is_synthetic
    {% for c in cells %}
    {% set v = (c.staged or c.name) ~ '_text' %}
    {% if c.released_from %}{% set v = "CASE WHEN processing_date >= DATE '" ~ c.released_from ~ "' THEN " ~ v ~ " END" %}{% endif %}
    {% if c.released_before %}{% set v = "CASE WHEN processing_date < DATE '" ~ c.released_before ~ "' THEN " ~ v ~ " END" %}{% endif %}
    , {{ v }} AS {{ c.name }}_raw
    {% endfor %}
  FROM dated
),
parsed AS (
  SELECT
    file_sha256, row_number, raw, structure_error, ccn_raw, day_text, processing_date, ccn, is_synthetic
    {% for c in cells %}
    , {{ c.name }}_raw
    , {% if c.parse == 'text' %}{{ c.name }}_raw{% elif c.parse == 'count' %}parse_count({{ c.name }}_raw){% elif c.parse == 'rating' %}parse_rating({{ c.name }}_raw){% elif c.parse == 'yes_no' %}parse_yes_no({{ c.name }}_raw){% elif c.parse == 'date' %}parse_iso_day({{ c.name }}_raw){% else %}CASE WHEN regexp_like({{ c.name }}_raw, '^{{ '-?' if c.parse == 'coordinate' else '' }}([0-9]{1,7}([.][0-9]*)?|[.][0-9]+)\z') THEN try_cast({{ c.name }}_raw AS {{ c.type }}) END{% endif %} AS {{ c.name }}
    {% endfor %}
  FROM typed
)
SELECT
  file_sha256, row_number, raw, ccn, processing_date
  {% for c in cells %}, {{ c.name }}{% endfor %},
  is_synthetic,
  CASE WHEN structure_error IS NOT NULL THEN structure_error ELSE nullif(concat_ws(',',
    CASE WHEN ccn_raw IS NULL THEN 'ccn_missing' END,
    CASE WHEN ccn_raw IS NOT NULL AND ccn IS NULL THEN 'ccn_unreadable' END,
    CASE WHEN day_text IS NULL THEN 'processing_date_missing' END,
    CASE WHEN day_text IS NOT NULL AND processing_date IS NULL THEN 'processing_date_unreadable' END
  ), '') END AS reasons,
  nullif(concat_ws(',',
    CASE WHEN ccn IS NOT NULL AND ccn_raw <> ccn AND regexp_like(ccn_raw, '[a-z]') THEN 'ccn_upper_cased' END,
    CASE WHEN ccn IS NOT NULL AND regexp_like(ccn_raw, '^[0-9]{5}\z') THEN 'ccn_zero_restored' END
  ), '') AS read_flags,
  nullif(concat_ws('; '
    {% for c in cells if c.parse != 'text' %}
    , CASE WHEN {{ c.name }} IS NULL AND {{ c.name }}_raw IS NOT NULL THEN '{{ c.name }}=' || {{ c.name }}_raw END
    {% endfor %}
  ), '') AS unreadable_cells
FROM parsed
