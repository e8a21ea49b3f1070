WITH judged AS (
  SELECT
    ccn, work_date, quarter, state, county_fips, facility_name, city, county_name, mds_census
    {% for r in roles %}, hrs_{{ r }}, hrs_{{ r }}_emp, hrs_{{ r }}_ctr{% endfor %},
    is_incomplete, is_synthetic, read_flags, unreadable_cells, file_sha256,
    {% for r in roles %}hrs_{{ r }}{% if not loop.last %} + {% endif %}{% endfor %} AS all_hours,
    ({% for r in roles %}hrs_{{ r }}_emp IS NULL OR hrs_{{ r }}_ctr IS NULL{% if not loop.last %} OR {% endif %}{% endfor %}) AS is_part_missing,
    ({% for r in roles %}hrs_{{ r }} <> hrs_{{ r }}_emp + hrs_{{ r }}_ctr{% if not loop.last %} OR {% endif %}{% endfor %}) AS is_sum_off
  FROM kept_pbj
)
SELECT
  ccn, work_date, quarter, state, county_fips, facility_name, city, county_name, mds_census
  {% for r in roles %}, hrs_{{ r }}, hrs_{{ r }}_emp, hrs_{{ r }}_ctr{% endfor %},
  is_incomplete, is_synthetic,
  CASE WHEN read_flags IS NOT NULL OR mds_census IS NULL OR all_hours IS NULL OR is_part_missing OR is_sum_off
    OR mds_census = 0 OR all_hours = 0 OR all_hours > mds_census * CAST('24' AS decimal(4, 2))
  THEN sorted_list(concat_ws(',',
    read_flags,
    CASE WHEN mds_census IS NULL THEN 'census_missing' END,
    CASE WHEN all_hours IS NULL OR is_part_missing THEN 'hours_missing' END,
    CASE WHEN mds_census > 0 AND all_hours > mds_census * CAST('24' AS decimal(4, 2)) THEN 'over_24_hprd' END,
    CASE WHEN is_sum_off THEN 'total_not_employee_plus_contract' END,
    CASE WHEN mds_census = 0 AND ({% for r in roles %}coalesce(hrs_{{ r }}, hrs_{{ r }}_emp + hrs_{{ r }}_ctr) > 0{% if not loop.last %} OR {% endif %}{% endfor %}) THEN 'zero_census_with_hours' END,
    CASE WHEN mds_census > 0 AND all_hours = 0 THEN 'zero_hours_with_census' END))
  END AS flags,
  unreadable_cells, file_sha256
FROM judged
