package org.schoolcrm.http.guard;

import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** Which addresses belong to parts that come and go: while one is away they are not unknown, they are not running. */
final class Parts {

    private Parts() {}

    /** The servlet of a part has not been found, and another one would answer in its place. */
    static boolean isAway(Request request, Kind kind, GuardSettings settings) {
        var found =
                Objects.requireNonNullElse(request.getMappingData().wrapperPath.toString(), "");
        return switch (kind) {
            case HOOKS, PAY, API, UPLOAD -> !settings.addressesOf(kind).areServedBy(found);
            case LOGIN, OTHER -> false;
        };
    }

    /** The servlet of the API is there, but no service behind it; the API itself never answers with a page. */
    static boolean hasNoService(Response response, Kind kind) {
        return kind.isApi()
                && response.getStatus() == 404
                && !response.isCommitted()
                && !String.valueOf(response.getContentType()).contains("json");
    }
}
