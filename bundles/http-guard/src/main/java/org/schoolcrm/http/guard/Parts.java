package org.schoolcrm.http.guard;

import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** Which addresses belong to parts that come and go: while one is away they are not unknown, they are not running. */
final class Parts {

    private static final String API = "/crm";

    private Parts() {}

    /** The servlet of a part has not been found, and another one would answer in its place. */
    static boolean isAway(Request request, Kind kind) {
        var found =
                Objects.requireNonNullElse(request.getMappingData().wrapperPath.toString(), "");
        return switch (kind) {
            case HOOKS -> !found.equals("/hooks");
            case PAY -> !found.equals("/i");
            case API, UPLOAD -> !found.startsWith(API);
            case LOGIN, OTHER -> false;
        };
    }

    /** The servlet of the API is there, but no service behind it; the API itself never answers with a page. */
    static boolean hasNoService(Request request, Response response, Kind kind) {
        boolean api = kind == Kind.API || kind == Kind.UPLOAD;
        return api
                && response.getStatus() == 404
                && !response.isCommitted()
                && !String.valueOf(response.getContentType()).contains("json");
    }

    /** Whether there would be a service at this address if everything ran. */
    static boolean mayBeThere(String path) {
        return Stream.of("/api/", "/events", "/demo/").anyMatch(part -> path.startsWith(API + part));
    }
}
