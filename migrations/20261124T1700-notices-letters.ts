export const up = `
  CREATE TABLE letters (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    letter_key VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    message_id VARCHAR(190) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    recipient_address VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
    recipient_name VARCHAR(190) NOT NULL,
    path VARCHAR(300) NOT NULL,
    args JSON NOT NULL,
    lang CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts INT NOT NULL DEFAULT 0,
    failure VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    queued_at DATETIME(3) NOT NULL,
    sent_at DATETIME(3) NULL,
    read_at DATETIME(3) NULL,
    UNIQUE KEY letters_once (letter_key, recipient_address),
    UNIQUE KEY letters_message (message_id),
    KEY letters_of_person (recipient_address, id),
    KEY letters_by_state (state, id),
    CONSTRAINT letters_states CHECK (state IN ('queued', 'sent', 'failed'))
  )`;
export const down = 'DROP TABLE letters';
