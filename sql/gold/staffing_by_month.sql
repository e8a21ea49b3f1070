WITH days AS (
  SELECT
    ccn, quarter, month_of(work_date) AS month, work_date, residents, cms_total_hours, cms_rn_hours, is_incomplete, is_synthetic,
    {% for r in roles %}{{ r }}_hours, {{ r }}_employee_hours, {{ r }}_contract_hours, {% endfor %}

    day_of_week(work_date) IN (6, 7) AS is_weekend,
    coalesce(residents > 0, false) AS has_residents,
    CASE WHEN {% for r in roles %}{{ r }}_hours IS NOT NULL AND {{ r }}_employee_hours IS NOT NULL AND {{ r }}_contract_hours IS NOT NULL{% if not loop.last %} AND {% endif %}{% endfor %} THEN ''
      ELSE concat_ws(' '
        {% for r in roles %}
        , CASE WHEN {{ r }}_hours + {{ r }}_employee_hours + {{ r }}_contract_hours IS NULL THEN '<{{ r }}>' END
        {% endfor %}
      ) END AS missing_roles,
    CASE WHEN state IS NOT NULL THEN work_date END AS day_with_state,
    CASE WHEN facility_name IS NOT NULL THEN work_date END AS day_with_name
  FROM gold_daily_staffing_fact
),
alike AS (
  {# decimal(14, 2) holds any facility-month and keeps the sums that follow in 64 bits #}
  SELECT
    ccn, quarter, month, is_weekend, has_residents, missing_roles
    {% for r in roles %}
    , CAST(sum({{ r }}_hours) AS decimal(14, 2)) AS {{ r }}_hours, CAST(sum({{ r }}_employee_hours) AS decimal(14, 2)) AS {{ r }}_employee_hours, CAST(sum({{ r }}_contract_hours) AS decimal(14, 2)) AS {{ r }}_contract_hours
    {% endfor %}
    , CAST(sum(residents) AS bigint) AS residents, count(*) AS days, count(residents) AS days_with_census
    , CAST(sum(CASE WHEN residents = 0 THEN 1 ELSE 0 END) AS bigint) AS zero_census_days
    , CAST(sum(CASE WHEN residents = 0 THEN cms_total_hours END) AS decimal(14, 2)) AS zero_census_hours
    , CAST(sum(CASE WHEN residents = 0 AND ({% for r in roles %}{{ r }}_hours > 0{% if not loop.last %} OR {% endif %}{% endfor %}) THEN 1 ELSE 0 END) AS bigint) AS unknown_census_days
    , CAST(sum(CASE WHEN residents > 0 AND cms_rn_hours = 0 THEN 1 ELSE 0 END) AS bigint) AS zero_rn_days
    , CAST(sum(CASE WHEN residents > 0 AND cms_rn_hours < 8 THEN 1 ELSE 0 END) AS bigint) AS under_8_rn_days
    , CAST(sum(CASE WHEN residents > 0 AND cms_total_hours = 0 THEN 1 ELSE 0 END) AS bigint) AS zero_staff_days
    , min(work_date) AS first_day, max(work_date) AS last_day, max(day_with_state) AS day_with_state, max(day_with_name) AS day_with_name
    , bool_or(is_incomplete) AS is_incomplete, bool_or(is_synthetic) AS is_synthetic
  FROM days
  GROUP BY ccn, quarter, month, is_weekend, has_residents, missing_roles
),
last_days AS (
  SELECT ccn, quarter, max(day_with_state) AS day_with_state, max(day_with_name) AS day_with_name FROM alike GROUP BY ccn, quarter
),
named AS (
  SELECT l.ccn, l.quarter, s.state, n.facility_name
  FROM last_days l
  LEFT JOIN gold_daily_staffing_fact s ON l.ccn = s.ccn AND l.day_with_state = s.work_date
  LEFT JOIN gold_daily_staffing_fact n ON l.ccn = n.ccn AND l.day_with_name = n.work_date
),
judged AS (
  SELECT
    ccn, quarter, month, is_weekend, has_residents, residents, days, days_with_census, zero_census_days, zero_census_hours, unknown_census_days,
    zero_rn_days, under_8_rn_days, zero_staff_days, first_day, last_day, is_incomplete, is_synthetic
    {% for s in role_sets %}
    , has_residents AND (missing_roles = '' OR ({% for m in s.members %}missing_roles NOT LIKE '%<{{ m }}>%'{% if not loop.last %} AND {% endif %}{% endfor %})) AS {{ s.name }}_counts
    {% for part in ['hours', 'employee_hours', 'contract_hours'] %}
    , {% for m in s.members %}{{ m }}_{{ part }}{% if not loop.last %} + {% endif %}{% endfor %} AS {{ s.name }}_{{ part }}
    {% endfor %}
    {% endfor %}
  FROM alike
),
summed AS (
  SELECT
    ccn, quarter, month
    {% for s in role_sets %}
    {% for part in ['hours', 'employee_hours', 'contract_hours'] %}
    , sum(CASE WHEN {{ s.name }}_counts THEN {{ s.name }}_{{ part }} END) AS {{ s.name }}_{{ part }}
    {% endfor %}
    , sum(CASE WHEN {{ s.name }}_counts AND is_weekend THEN {{ s.name }}_hours END) AS {{ s.name }}_weekend_hours
    , sum(CASE WHEN {{ s.name }}_counts THEN residents END) AS {{ s.name }}_resident_days
    , sum(CASE WHEN {{ s.name }}_counts AND is_weekend THEN residents END) AS {{ s.name }}_weekend_resident_days
    , sum(CASE WHEN {{ s.name }}_counts THEN days ELSE 0 END) AS {{ s.name }}_days_counted
    {% endfor %}
    , sum(days) AS days
    , sum(days_with_census - unknown_census_days) AS observed_days
    , sum(residents) AS census_days
    , sum(zero_census_days) AS zero_census_days
    , sum(zero_census_hours) AS zero_census_hours
    , sum(zero_rn_days) AS zero_rn_days
    , sum(under_8_rn_days) AS under_8_rn_days
    , sum(zero_staff_days) AS zero_staff_days
    , sum(CASE WHEN has_residents THEN days ELSE 0 END) AS days_with_residents
    , min(CASE WHEN has_residents THEN first_day END) AS first_resident_day
    , max(CASE WHEN has_residents THEN last_day END) AS last_resident_day
    , bool_or(is_incomplete) AS is_incomplete
    , bool_or(is_synthetic) AS is_synthetic
  FROM judged
  GROUP BY ccn, quarter, month
)
SELECT
  m.ccn, m.quarter, n.state, n.facility_name, m.month
  {% for s in role_sets %}
  {% for part in ['hours', 'employee_hours', 'contract_hours', 'weekend_hours'] %}
  , CAST(m.{{ s.name }}_{{ part }} AS decimal(18, 2)) AS {{ s.name }}_{{ part }}
  {% endfor %}
  {% for part in ['resident_days', 'weekend_resident_days', 'days_counted'] %}
  , CAST(m.{{ s.name }}_{{ part }} AS bigint) AS {{ s.name }}_{{ part }}
  {% endfor %}
  {% endfor %}
  {% for part in ['days', 'observed_days', 'census_days', 'zero_census_days', 'zero_rn_days', 'under_8_rn_days', 'zero_staff_days', 'days_with_residents'] %}
  , CAST(m.{{ part }} AS bigint) AS {{ part }}
  {% endfor %}
  , CAST(m.zero_census_hours AS decimal(18, 2)) AS zero_census_hours, m.first_resident_day, m.last_resident_day, m.is_incomplete, m.is_synthetic
FROM summed m JOIN named n ON m.ccn = n.ccn AND m.quarter = n.quarter
