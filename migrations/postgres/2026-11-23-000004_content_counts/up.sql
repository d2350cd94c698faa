-- What the reading report counts besides money. Of documents that are stored already, what nothing
-- took is not known before they are imported again.

ALTER TABLE document ADD COLUMN objective_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN risk_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN internal_control_task_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN indicator_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN indicator_value_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN narrative_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN responsible_person_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN unread_content_line_count BIGINT NOT NULL DEFAULT 0;

UPDATE document SET
    objective_count = (SELECT COUNT(*) FROM objective c WHERE c.document_id = document.id),
    risk_count = (SELECT COUNT(*) FROM risk c WHERE c.document_id = document.id),
    internal_control_task_count = (SELECT COUNT(*) FROM internal_control_task c WHERE c.document_id = document.id),
    indicator_count = (SELECT COUNT(*) FROM indicator c WHERE c.document_id = document.id),
    narrative_count = (SELECT COUNT(*) FROM narrative c WHERE c.document_id = document.id),
    responsible_person_count = (SELECT COUNT(*) FROM responsible_person c WHERE c.document_id = document.id),
    indicator_value_count = (
        SELECT COUNT(*) FROM indicator_value v JOIN indicator c ON c.id = v.indicator_id
        WHERE c.document_id = document.id
    );
