WITH derived AS (
  SELECT
    ccn, work_date, quarter, state, facility_name, mds_census AS residents
    {# what would come out below zero, or too large for the column, is not derived: it stays missing #}
    {% for r in roles %}
    , coalesce(hrs_{{ r }}, CASE WHEN hrs_{{ r }}_emp + hrs_{{ r }}_ctr < 10000000 THEN CAST(hrs_{{ r }}_emp + hrs_{{ r }}_ctr AS decimal(9, 2)) END) AS {{ r }}_hours
    , coalesce(hrs_{{ r }}_emp, CASE WHEN hrs_{{ r }} >= hrs_{{ r }}_ctr THEN CAST(hrs_{{ r }} - hrs_{{ r }}_ctr AS decimal(9, 2)) END) AS {{ r }}_employee_hours
    , coalesce(hrs_{{ r }}_ctr, CASE WHEN hrs_{{ r }} >= hrs_{{ r }}_emp THEN CAST(hrs_{{ r }} - hrs_{{ r }}_emp AS decimal(9, 2)) END) AS {{ r }}_contract_hours
    {% endfor %},
    is_incomplete, is_synthetic, flags
    {% for r in roles %}, hrs_{{ r }}, hrs_{{ r }}_emp, hrs_{{ r }}_ctr{% endfor %}

  FROM silver_pbj_daily
)
SELECT
  ccn, work_date, quarter, state, facility_name, residents
  {% for r in roles %}, {{ r }}_hours, {{ r }}_employee_hours, {{ r }}_contract_hours{% endfor %}
  {% for s in role_sets if s.members | length > 1 %}
  , CASE WHEN {% for m in s.members %}{{ m }}_employee_hours IS NOT NULL AND {{ m }}_contract_hours IS NOT NULL{% if not loop.last %} AND {% endif %}{% endfor %}

    THEN CAST({% for m in s.members %}{{ m }}_hours{% if not loop.last %} + {% endif %}{% endfor %} AS decimal(18, 2)) END AS {{ s.name }}_hours
  {% endfor %},
  is_incomplete, is_synthetic,
  {# an hours cell is missing exactly where silver says so: only there can one have been derived #}
  CASE WHEN flags LIKE '%hours_missing%' THEN sorted_list(concat_ws(',', flags, CASE WHEN
    {% for r in roles %}
    (hrs_{{ r }} IS NULL AND {{ r }}_hours IS NOT NULL) OR (hrs_{{ r }}_emp IS NULL AND {{ r }}_employee_hours IS NOT NULL)
      OR (hrs_{{ r }}_ctr IS NULL AND {{ r }}_contract_hours IS NOT NULL){% if not loop.last %} OR{% endif %}

    {% endfor %}
    THEN 'hours_derived' END)) ELSE flags END AS flags
FROM derived
