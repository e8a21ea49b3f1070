{% set lines = reference('thresholds').lines %}
{% set anomaly = {} %}
{% for k in reference('anomalies').kinds %}{% if anomaly.update({k.name: k.limit}) %}{% endif %}{% endfor %}
{% macro hours_of(name) %}{% for s in role_sets if s.name == name %}{{ s.name if s.members | length > 1 else s.members[0] }}_hours{% endfor %}{% endmacro %}
WITH days AS (
  SELECT
    ccn, quarter, month_of(work_date) AS month, work_date, residents, cms_total_hours, cms_rn_hours, is_incomplete, is_synthetic,
    {% for line in lines | unique(attribute='role_set') if line.role_set not in ['cms_total', 'cms_rn'] %}{{ hours_of(line.role_set) }}, {% endfor %}

    {% for r in roles %}{{ r }}_hours, {{ r }}_employee_hours, {{ r }}_contract_hours, {% endfor %}

    day_of_week(work_date) IN (6, 7) AS is_weekend,
    coalesce(residents > 0, false) AS has_residents,
    CASE WHEN {% for r in roles %}{{ r }}_hours IS NOT NULL AND {{ r }}_employee_hours IS NOT NULL AND {{ r }}_contract_hours IS NOT NULL{% if not loop.last %} AND {% endif %}{% endfor %} THEN ''
      ELSE concat_ws(' '
        {% for r in roles %}
        , CASE WHEN {{ r }}_hours + {{ r }}_employee_hours + {{ r }}_contract_hours IS NULL THEN '<{{ r }}>' END
        {% endfor %}
      ) END AS missing_roles,
    state, facility_name
  FROM gold_daily_staffing_fact
)
{# decimal(14, 2) holds any facility-month and keeps the sums that follow in 64 bits #}
SELECT
  ccn, max(quarter) AS quarter, month, has_residents, missing_roles
  {% for r in roles %}
  , CAST(sum(CASE WHEN is_weekend THEN {{ r }}_hours END) AS decimal(14, 2)) AS {{ r }}_weekend_hours
  , CAST(sum({{ r }}_hours) AS decimal(14, 2)) AS {{ r }}_hours, CAST(sum({{ r }}_employee_hours) AS decimal(14, 2)) AS {{ r }}_employee_hours, CAST(sum({{ r }}_contract_hours) AS decimal(14, 2)) AS {{ r }}_contract_hours
  {% endfor %}
  , CAST(sum(residents) AS bigint) AS residents, CAST(sum(CASE WHEN is_weekend THEN residents END) AS bigint) AS weekend_residents, count(*) AS days, count(residents) AS days_with_census
  , count(CASE WHEN residents = 0 THEN 1 END) AS zero_census_days
  , CAST(sum(CASE WHEN residents = 0 THEN cms_total_hours END) AS decimal(14, 2)) AS zero_census_hours
  , count(CASE WHEN residents = 0 AND ({% for r in roles %}{{ r }}_hours > 0{% if not loop.last %} OR {% endif %}{% endfor %}) THEN 1 END) AS unknown_census_days
  , count(CASE WHEN residents > 0 AND cms_rn_hours = 0 THEN 1 END) AS zero_rn_days
  , count(CASE WHEN residents > 0 AND cms_rn_hours < 8 THEN 1 END) AS under_8_rn_days
  , count(CASE WHEN residents > 0 AND cms_total_hours = 0 THEN 1 END) AS zero_staff_days
  , count(CASE WHEN residents > 0 AND cms_total_hours < residents * CAST('{{ reference('groups').low_day.hprd_below }}' AS decimal(3, 2)) THEN 1 END) AS low_days
  {% for line in lines %}
  , count(CASE WHEN residents > 0 AND {{ hours_of(line.role_set) }} < residents * CAST('{{ line.value }}' AS decimal(3, 2)) THEN 1 END) AS below_{{ line.id }}_days
  {% endfor %}
  , count(CASE WHEN residents > 0 AND cms_total_hours > residents * CAST('{{ anomaly.over_24_hprd }}' AS decimal(4, 2)) THEN 1 END) AS over_24_hprd_days
  , min(residents) AS lowest_residents, max(residents) AS highest_residents
  , min(work_date) AS first_day, max(work_date) AS last_day, max(CASE WHEN state IS NOT NULL THEN work_date END) AS day_with_state, max(CASE WHEN facility_name IS NOT NULL THEN work_date END) AS day_with_name
  , max_by(state, work_date) FILTER (WHERE state IS NOT NULL) AS state, max_by(facility_name, work_date) FILTER (WHERE facility_name IS NOT NULL) AS facility_name
  , bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
FROM days
GROUP BY ccn, month, has_residents, missing_roles
