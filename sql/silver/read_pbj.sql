{% set hours = [] %}
{% for r in roles %}{% for part in ['', '_emp', '_ctr'] %}{% set _ = hours.append('hrs_' ~ r ~ part) %}{% endfor %}{% endfor %}
WITH cleaned AS (
  SELECT
    file_sha256, row_number, raw, structure_error, kerok_synthetic,
    clean_text(provnum) AS provnum,
    upper_ascii(clean_text(provnum)) AS ccn_text,
    clean_text(provname) AS facility_name,
    clean_text(city) AS city,
    clean_text(state) AS state_raw,
    upper_ascii(clean_text(state)) AS state_text,
    clean_text(county_name) AS county_name,
    clean_text(county_fips) AS fips_text,
    clean_text(cy_qtr) AS quarter_raw,
    upper_ascii(clean_text(cy_qtr)) AS quarter_text,
    clean_text(workdate) AS day_text,
    clean_text(mdscensus) AS census_text,
    upper_ascii(clean_text(incomplete)) AS incomplete_text
    {% for h in hours %}, clean_text({{ h }}) AS {{ h }}{% endfor %}

  FROM staged_pbj
),
typed AS (
  SELECT
    file_sha256, row_number, raw, structure_error, provnum, facility_name, city, county_name,
    CASE
      WHEN is_ccn(ccn_text) THEN ccn_text
      WHEN regexp_like(ccn_text, '^[1-9][0-9]{4}\z') AND '0' || substr(ccn_text, 1, 1) || ':' || state_text IN (
        {%- for prefix, states in prefixes.items() %}{% for s in states %}'{{ prefix }}:{{ s }}', {% endfor %}{% endfor %}'') THEN '0' || ccn_text
    END AS ccn,
    parse_day(day_text) AS work_date,
    day_text,
    CASE WHEN regexp_like(quarter_text, '^20[0-9]{2}Q[1-4]\z') THEN quarter_text END AS stated_quarter,
    quarter_raw,
    CASE WHEN regexp_like(state_text, '^[A-Z]{2}\z') THEN state_text END AS state,
    state_raw,
    CASE WHEN regexp_like(fips_text, '^[0-9]{1,3}\z') THEN lpad(fips_text, 3, '0') END AS county_fips,
    fips_text,
    parse_count(census_text) AS mds_census,
    census_text,
    coalesce(incomplete_text, '') NOT IN ('', '0', 'N', 'NO', 'FALSE') AS is_incomplete,
    coalesce(clean_text(kerok_synthetic), '0') <> '0' AS is_synthetic
    {% for h in hours %}, parse_hours({{ h }}) AS {{ h }}, {{ h }} AS {{ h }}_text{% endfor %}

  FROM cleaned
)
SELECT
  file_sha256, row_number, raw, ccn, work_date,
  coalesce(stated_quarter, quarter_of(work_date)) AS quarter,
  state, county_fips, facility_name, city, county_name, mds_census
  {% for h in hours %}, {{ h }}{% endfor %},
  is_incomplete, is_synthetic,
  CASE WHEN structure_error IS NOT NULL THEN structure_error ELSE nullif(concat_ws(',',
    CASE WHEN provnum IS NULL THEN 'ccn_missing' END,
    CASE WHEN provnum IS NOT NULL AND ccn IS NULL THEN 'ccn_unreadable' END
    {# in the order of the reasons' names: hrs_rn_ctr_... before hrs_rn_unreadable #}
    {% for r in roles | sort %}{% for part in ['_ctr', '_emp', ''] %}{% set h = 'hrs_' ~ r ~ part %}
    , CASE WHEN {{ h }} IS NULL AND {{ h }}_text IS NOT NULL THEN
        CASE WHEN regexp_like({{ h }}_text, '^-[0-9.]+\z') THEN '{{ h }}_negative' ELSE '{{ h }}_unreadable' END END
    {% endfor %}{% endfor %}

    , CASE WHEN mds_census IS NULL AND census_text IS NOT NULL THEN
        CASE WHEN regexp_like(census_text, '^-[0-9.]+\z') THEN 'mds_census_negative' ELSE 'mds_census_unreadable' END END
    , CASE WHEN day_text IS NULL THEN 'work_date_missing' END
    , CASE WHEN stated_quarter IS NOT NULL AND work_date IS NOT NULL AND stated_quarter <> quarter_of(work_date) THEN 'work_date_outside_quarter' END
    , CASE WHEN day_text IS NOT NULL AND work_date IS NULL THEN 'work_date_unreadable' END
  ), '') END AS reasons,
  nullif(concat_ws(',',
    CASE WHEN NOT is_synthetic AND substr(ccn, 1, 2) || ':' || state NOT IN (
      {%- for prefix, states in prefixes.items() %}{% for s in states %}'{{ prefix }}:{{ s }}', {% endfor %}{% endfor %}'') THEN 'ccn_prefix_state_mismatch' END,
    CASE WHEN ccn IS NOT NULL AND provnum <> ccn AND regexp_like(provnum, '[a-z]') THEN 'ccn_upper_cased' END,
    CASE WHEN ccn IS NOT NULL AND regexp_like(provnum, '^[0-9]{5}\z') THEN 'ccn_zero_restored' END,
    CASE WHEN fips_text <> county_fips THEN 'county_fips_zero_restored' END,
    CASE WHEN {% for h in hours %}regexp_like({{ h }}_text, '[.][0-9]{3}'){% if not loop.last %} OR {% endif %}{% endfor %} THEN 'hours_over_two_decimals' END,
    CASE WHEN stated_quarter IS NULL THEN 'quarter_from_work_date' END,
    CASE WHEN (fips_text IS NOT NULL AND county_fips IS NULL) OR (state_raw IS NOT NULL AND state IS NULL)
      OR (quarter_raw IS NOT NULL AND stated_quarter IS NULL) THEN 'unreadable_cell' END
  ), '') AS read_flags,
  nullif(concat_ws('; ',
    CASE WHEN fips_text IS NOT NULL AND county_fips IS NULL THEN 'county_fips=' || fips_text END,
    CASE WHEN quarter_raw IS NOT NULL AND stated_quarter IS NULL THEN 'quarter=' || quarter_raw END,
    CASE WHEN state_raw IS NOT NULL AND state IS NULL THEN 'state=' || state_raw END
  ), '') AS unreadable_cells
FROM typed
