{% set measures = [
  ('total', 'rate_5(cms_total_hours, cms_total_resident_days)', 'reported_total_hprd'),
  ('rn', 'rate_5(cms_rn_hours, cms_rn_resident_days)', 'reported_rn_hprd'),
  ('lpn', 'rate_5(cms_lpn_hours, cms_lpn_resident_days)', 'reported_lpn_hprd'),
  ('aide', 'rate_5(cms_aide_hours, cms_aide_resident_days)', 'reported_aide_hprd'),
  ('licensed', 'rate_5(cms_licensed_hours, cms_licensed_resident_days)', 'reported_licensed_hprd'),
  ('weekend_total', 'rate_5(cms_total_weekend_hours, cms_total_weekend_resident_days)', 'reported_weekend_total_hprd'),
  ('weekend_rn', 'rate_5(cms_rn_weekend_hours, cms_rn_weekend_resident_days)', 'reported_weekend_rn_hprd'),
  ('average_residents', 'rate_1(census_days, days_with_residents)', 'reported_average_residents')] %}
WITH measured AS (
  {% for name, ours, cms in measures %}
  SELECT
    ccn, facility_name, state, quarter, '{{ name }}' AS measure, CAST({{ ours }} AS decimal(12, 5)) AS ours, CAST({{ cms }} AS decimal(12, 5)) AS cms,
    reported_processing_date AS processing_date,
    {% if name == 'average_residents' %}reported_average_residents_footnote{% else %}reported_staffing_footnote{% endif %} AS footnote, is_synthetic
  FROM gold_quarterly_provider_fact
  WHERE reported_processing_date IS NOT NULL
  {% if not loop.last %}UNION ALL{% endif %}

  {% endfor %}
)
SELECT
  ccn, quarter, measure, ours, cms, CAST(ours - cms AS decimal(12, 5)) AS difference, ours = cms AS agrees, processing_date, footnote,
  facility_name, state, is_synthetic
FROM measured
