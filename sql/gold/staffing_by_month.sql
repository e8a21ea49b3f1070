WITH counted AS (
  SELECT
    ccn, quarter, month_of(work_date) AS month, work_date, state, facility_name, residents, is_incomplete, is_synthetic,
    day_of_week(work_date) IN (6, 7) AS is_weekend,
    {% for r in roles %}{{ r }}_hours, {{ r }}_employee_hours, {{ r }}_contract_hours, {% endfor %}
    coalesce({% for r in roles %}{{ r }}_hours > 0{% if not loop.last %} OR {% endif %}{% endfor %}, false) AS has_hours,
    cms_total_hours AS all_hours, cms_rn_hours AS all_rn_hours
    {% for s in role_sets %}{% set m = s.members[0] %}
    , CASE WHEN residents > 0{% if s.members | length > 1 %} THEN {{ s.name }}_hours{% else %} AND {{ m }}_employee_hours + {{ m }}_contract_hours IS NOT NULL THEN {{ m }}_hours{% endif %} END AS {{ s.name }}_counted
    {% endfor %}

  FROM gold_daily_staffing_fact
)
SELECT
  ccn, quarter, month,
  max_by(state, work_date) FILTER (WHERE state IS NOT NULL) AS last_state,
  max_by(facility_name, work_date) FILTER (WHERE facility_name IS NOT NULL) AS last_facility_name
  {% for s in role_sets %}
  , sum({{ s.name }}_counted) AS {{ s.name }}_hours
  , sum({% for m in s.members %}{{ m }}_contract_hours{% if not loop.last %} + {% endif %}{% endfor %}) FILTER (WHERE {{ s.name }}_counted IS NOT NULL) AS {{ s.name }}_contract_hours
  , sum({% for m in s.members %}{{ m }}_employee_hours{% if not loop.last %} + {% endif %}{% endfor %}) FILTER (WHERE {{ s.name }}_counted IS NOT NULL) AS {{ s.name }}_employee_hours
  , sum({{ s.name }}_counted) FILTER (WHERE is_weekend) AS {{ s.name }}_weekend_hours
  , sum(residents) FILTER (WHERE {{ s.name }}_counted IS NOT NULL) AS {{ s.name }}_resident_days
  , sum(residents) FILTER (WHERE {{ s.name }}_counted IS NOT NULL AND is_weekend) AS {{ s.name }}_weekend_resident_days
  , count({{ s.name }}_counted) AS {{ s.name }}_days_counted
  {% endfor %}
  , count(*) AS days
  , count_if(residents > 0 OR (residents = 0 AND NOT has_hours)) AS observed_days
  , sum(residents) AS census_days
  , count_if(residents = 0) AS zero_census_days
  , sum(all_hours) FILTER (WHERE residents = 0) AS zero_census_hours
  , count_if(residents > 0 AND all_rn_hours = 0) AS zero_rn_days
  , count_if(residents > 0 AND all_rn_hours < 8) AS under_8_rn_days
  , count_if(residents > 0 AND all_hours = 0) AS zero_staff_days
  , count_if(residents > 0) AS days_with_residents
  , min(CASE WHEN residents > 0 THEN work_date END) AS first_resident_day
  , max(CASE WHEN residents > 0 THEN work_date END) AS last_resident_day
  , bool_or(is_incomplete) AS is_incomplete
  , bool_or(is_synthetic) AS is_synthetic
FROM counted
GROUP BY ccn, quarter, month
