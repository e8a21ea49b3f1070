WITH releases AS (
  SELECT processing_date, count(*) AS facilities, bool_or(is_synthetic) AS is_synthetic FROM silver_providerinfo GROUP BY processing_date
)
SELECT
  processing_date, facilities, is_synthetic,
  CASE
    {% for x in release_exceptions %}
    WHEN processing_date BETWEEN DATE '{{ x.first }}' AND DATE '{{ x.last }}' THEN {% if x.quarter %}'{{ x.quarter }}'{% else %}CAST(NULL AS varchar){% endif %}

    {% endfor %}
    WHEN quarter(processing_date) = 1 THEN CAST(year(processing_date) - 1 AS varchar) || 'Q3'
    WHEN quarter(processing_date) = 2 THEN CAST(year(processing_date) - 1 AS varchar) || 'Q4'
    WHEN quarter(processing_date) = 3 THEN CAST(year(processing_date) AS varchar) || 'Q1'
    ELSE CAST(year(processing_date) AS varchar) || 'Q2'
  END AS described_quarter,
  CASE
    {% for x in release_exceptions %}
    WHEN processing_date BETWEEN DATE '{{ x.first }}' AND DATE '{{ x.last }}' THEN '{{ x.why }}'
    {% endfor %}
    ELSE 'calendar'
  END AS method
FROM releases
