CREATE VIEW budget_lines AS
    SELECT l.id, m.code AS municipality, m.name_fi AS municipality_name, u.id AS unit,
        u.name AS unit_name, u.kind AS unit_kind, u.function_code AS function,
        l.account, a.name_fi AS account_name, l.scenario, l.fiscal_year, l.period_start,
        l.period_end, l.amount / 100.0 AS amount, l.missing_reason,
        l.corrected_amount / 100.0 AS corrected_amount, l.printed, l.document_id AS document,
        l.line, l.repeat_of, l.superseded_on
    FROM budget_line l
    JOIN unit u ON u.id = l.unit_id
    JOIN municipality m ON m.code = u.municipality_code
    JOIN account a ON a.code = l.account;
