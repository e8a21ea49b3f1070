{% set reported = {
  'reported_total_hprd': 'reported_total_nurse_staffing_hours_per_resident_per_day',
  'reported_rn_hprd': 'reported_rn_staffing_hours_per_resident_per_day',
  'reported_lpn_hprd': 'reported_lpn_staffing_hours_per_resident_per_day',
  'reported_aide_hprd': 'reported_nurse_aide_staffing_hours_per_resident_per_day',
  'reported_licensed_hprd': 'reported_licensed_staffing_hours_per_resident_per_day',
  'reported_weekend_total_hprd': 'total_number_of_nurse_staff_hours_per_resident_per_day_on_the_weekend',
  'reported_weekend_rn_hprd': 'registered_nurse_hours_per_resident_per_day_on_the_weekend',
  'reported_average_residents': 'average_number_of_residents_per_day',
  'reported_staffing_footnote': 'reported_staffing_footnote',
  'reported_average_residents_footnote': 'average_number_of_residents_per_day_footnote',
  'case_mix_index': 'nursing_case_mix_index',
  'case_mix_index_ratio': 'nursing_case_mix_index_ratio',
  'case_mix_total_hprd': 'case_mix_total_nurse_staffing_hours_per_resident_per_day',
  'case_mix_rn_hprd': 'case_mix_rn_staffing_hours_per_resident_per_day',
  'case_mix_lpn_hprd': 'case_mix_lpn_staffing_hours_per_resident_per_day',
  'case_mix_aide_hprd': 'case_mix_nurse_aide_staffing_hours_per_resident_per_day',
  'case_mix_weekend_total_hprd': 'case_mix_weekend_total_nurse_staffing_hours_per_resident_per_day',
  'adjusted_total_hprd': 'adjusted_total_nurse_staffing_hours_per_resident_per_day',
  'adjusted_rn_hprd': 'adjusted_rn_staffing_hours_per_resident_per_day',
  'adjusted_lpn_hprd': 'adjusted_lpn_staffing_hours_per_resident_per_day',
  'adjusted_aide_hprd': 'adjusted_nurse_aide_staffing_hours_per_resident_per_day',
  'adjusted_weekend_total_hprd': 'adjusted_weekend_total_nurse_staffing_hours_per_resident_per_day'} %}
{% set asof = {
  'certified_beds': 'certified_beds', 'overall_rating': 'overall_rating', 'health_inspection_rating': 'health_inspection_rating',
  'qm_rating': 'qm_rating', 'staffing_rating': 'staffing_rating',
  'total_turnover_pct': 'total_nursing_staff_turnover', 'total_turnover_footnote': 'total_nursing_staff_turnover_footnote',
  'rn_turnover_pct': 'registered_nurse_turnover', 'rn_turnover_footnote': 'registered_nurse_turnover_footnote',
  'administrators_left_count': 'number_of_administrators_who_have_left_the_nursing_home',
  'fines_3y_count': 'number_of_fines', 'fines_3y_amount': 'total_amount_of_fines_in_dollars',
  'payment_denials_3y_count': 'number_of_payment_denials', 'penalties_3y_count': 'total_number_of_penalties',
  'ownership_type': 'ownership_type', 'legal_business_name': 'legal_business_name',
  'chain_name': 'affiliated_entity_name', 'chain_id': 'affiliated_entity_id', 'special_focus_status': 'special_focus_status',
  'has_abuse_icon': 'abuse_icon', 'is_hospital_based': 'provider_resides_in_hospital', 'is_urban': 'urban',
  'county_parish': 'county_parish'} %}
{% set sums = ['zero_census_days', 'zero_rn_days', 'under_8_rn_days', 'zero_staff_days', 'low_days', 'days_with_residents', 'observed_days', 'census_days', 'days',
  'repeated_days', 'over_24_hprd_days', 'same_census_months'] %}
{% for line in reference('thresholds').lines %}{% set _ = sums.append('below_' ~ line.id ~ '_days') %}{% endfor %}
WITH staffing AS (
  SELECT
    ccn, quarter, state, facility_name
    {% for s in role_sets %}
    {% for m in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
    , CAST(sum({{ s.name }}_{{ m }}) AS decimal(18, 2)) AS {{ s.name }}_{{ m }}
    {% endfor %}
    {% for m in ['resident_days', 'weekend_resident_days', 'days_counted'] %}
    , CAST(sum({{ s.name }}_{{ m }}) AS bigint) AS {{ s.name }}_{{ m }}
    {% endfor %}
    , CAST(sum(days - {{ s.name }}_days_counted) AS bigint) AS {{ s.name }}_days_excluded
    {% endfor %}
    {% for m in sums %}
    , CAST(sum({{ m }}) AS bigint) AS {{ m }}
    {% endfor %}
    , CAST(sum(zero_census_hours) AS decimal(18, 2)) AS zero_census_hours
    , min(first_resident_day) AS first_resident_day
    , max(last_resident_day) AS last_resident_day
    , bool_or(is_incomplete) AS is_incomplete
    , bool_or(is_synthetic) AS is_synthetic
  FROM staffing_by_month
  GROUP BY ccn, quarter, state, facility_name
),
quarters AS (
  {# of the days, not of their sums: an engine computes a CTE as often as it is named #}
  SELECT
    quarter,
    CAST(date_add('day', -1, CAST(date_add('month', 3 * CAST(substr(quarter, 6, 1) AS integer), CAST(substr(quarter, 1, 4) || '-01-01' AS date)) AS date)) AS date) AS last_day
  FROM gold_daily_staffing_fact
  GROUP BY quarter
),
described_release AS (
  SELECT
    p.ccn, q.described_quarter, p.processing_date,
    row_number() OVER (PARTITION BY p.ccn, q.described_quarter ORDER BY p.processing_date DESC) AS newest_first
  FROM silver_providerinfo p JOIN release_quarter q ON p.processing_date = q.processing_date
  WHERE q.described_quarter IN (SELECT quarter FROM quarters)
),
described AS (
  SELECT
    r.ccn, r.described_quarter, r.processing_date
    {% for column in reported.values() %}, p.{{ column }}{% endfor %}

  FROM described_release r JOIN silver_providerinfo p ON r.ccn = p.ccn AND r.processing_date = p.processing_date
  WHERE r.newest_first = 1
),
as_of_release AS (
  SELECT
    p.ccn, q.quarter, q.last_day, p.processing_date,
    row_number() OVER (
      PARTITION BY p.ccn, q.quarter
      ORDER BY CASE WHEN p.processing_date <= q.last_day THEN 0 ELSE 1 END, abs(date_diff('day', p.processing_date, q.last_day))
    ) AS nearest_first
  FROM quarters q JOIN silver_providerinfo p ON abs(date_diff('day', p.processing_date, q.last_day)) <= 366
),
as_of AS (
  SELECT
    r.ccn, r.quarter, r.last_day, r.processing_date
    {% for column in asof.values() %}, p.{{ column }}{% endfor %}

  FROM as_of_release r JOIN silver_providerinfo p ON r.ccn = p.ccn AND r.processing_date = p.processing_date
  WHERE r.nearest_first = 1
)
SELECT
  s.ccn, s.quarter, s.facility_name, s.state
  {% for t in role_sets %}
  , s.{{ t.name }}_hours, s.{{ t.name }}_employee_hours, s.{{ t.name }}_contract_hours, s.{{ t.name }}_resident_days
  , rate(s.{{ t.name }}_hours, s.{{ t.name }}_resident_days) AS {{ t.name }}_hprd
  , s.{{ t.name }}_weekend_hours, s.{{ t.name }}_weekend_resident_days
  , rate(s.{{ t.name }}_weekend_hours, s.{{ t.name }}_weekend_resident_days) AS {{ t.name }}_weekend_hprd
  , s.{{ t.name }}_days_counted, s.{{ t.name }}_days_excluded
  {% endfor %}
  {% for m in sums %}, s.{{ m }}{% endfor %}

  , s.zero_census_hours, s.first_resident_day, s.last_resident_day
  {% for name, column in reported.items() %}
  , d.{{ column }} AS {{ name }}
  {% endfor %}
  , d.processing_date AS reported_processing_date
  , d.processing_date AS case_mix_processing_date
  {% for name, column in asof.items() %}
  , a.{{ column }} AS {{ name }}
  {% endfor %}
  {% for group in ['beds', 'ratings', 'turnover', 'penalties', 'ownership'] %}
  , a.processing_date AS {{ group }}_processing_date
  {% endfor %}
  , CAST(date_diff('day', a.processing_date, a.last_day) AS integer) AS as_of_lag_days
  , a.processing_date > a.last_day AS as_of_backfilled
  , s.is_incomplete, s.is_synthetic
FROM staffing s
LEFT JOIN described d ON s.ccn = d.ccn AND s.quarter = d.described_quarter
LEFT JOIN as_of a ON s.ccn = a.ccn AND s.quarter = a.quarter
