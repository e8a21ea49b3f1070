{% set measures = [
  ('total', 'rate_5(q.cms_total_hours, q.cms_total_resident_days)', 'reported_total_hprd'),
  ('rn', 'rate_5(q.cms_rn_hours, q.cms_rn_resident_days)', 'reported_rn_hprd'),
  ('lpn', 'rate_5(q.cms_lpn_hours, q.cms_lpn_resident_days)', 'reported_lpn_hprd'),
  ('aide', 'rate_5(q.cms_aide_hours, q.cms_aide_resident_days)', 'reported_aide_hprd'),
  ('licensed', 'rate_5(q.cms_licensed_hours, q.cms_licensed_resident_days)', 'reported_licensed_hprd'),
  ('weekend_total', 'rate_5(q.cms_total_weekend_hours, q.cms_total_weekend_resident_days)', 'reported_weekend_total_hprd'),
  ('weekend_rn', 'rate_5(q.cms_rn_weekend_hours, q.cms_rn_weekend_resident_days)', 'reported_weekend_rn_hprd'),
  ('average_residents', 'rate_1(q.census_days, q.days_with_residents)', 'reported_average_residents')] %}
WITH measured AS (
  SELECT
    q.ccn, q.facility_name, q.state, q.quarter, m.measure,
    CASE m.measure{% for name, ours, cms in measures %} WHEN '{{ name }}' THEN CAST({{ ours }} AS decimal(12, 5)){% endfor %} END AS ours,
    CASE m.measure{% for name, ours, cms in measures %} WHEN '{{ name }}' THEN CAST(q.{{ cms }} AS decimal(12, 5)){% endfor %} END AS cms,
    q.reported_processing_date AS processing_date,
    CASE m.measure WHEN 'average_residents' THEN q.reported_average_residents_footnote ELSE q.reported_staffing_footnote END AS footnote, q.is_synthetic
  FROM gold_quarterly_provider_fact q
  CROSS JOIN (VALUES {% for name, ours, cms in measures %}'{{ name }}'{% if not loop.last %}, {% endif %}{% endfor %}) AS m(measure)
  WHERE q.reported_processing_date IS NOT NULL
)
SELECT
  ccn, quarter, measure, ours, cms, CAST(ours - cms AS decimal(12, 5)) AS difference, ours = cms AS agrees, processing_date, footnote,
  facility_name, state, is_synthetic
FROM measured
