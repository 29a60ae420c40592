package org.schoolcrm.observability.http;

/** What is answered at an address. */
record Answer(int status, String type, String body) {

    static final Answer NOT_FOUND = text(404, "Not found\n");

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain; charset=utf-8", body);
    }

    static Answer metrics(String body) {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", body);
    }

    static Answer json(int status, String body) {
        return new Answer(status, "application/json", body);
    }
}
