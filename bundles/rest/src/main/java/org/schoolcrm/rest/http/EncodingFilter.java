package org.schoolcrm.rest.http;

import java.util.regex.Pattern;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import org.schoolcrm.problem.CommonProblem;

/** Refuses a body in any other encoding than UTF-8 before anybody tries to read it. */
@PreMatching
public class EncodingFilter implements ContainerRequestFilter {

    private static final Pattern OTHER = Pattern.compile("(?is).*charset\\s*=(?!\\s*\"?utf-8\"?\\s*(?:;|$)).*");

    @Override
    public void filter(ContainerRequestContext request) {
        var type = request.getHeaderString("Content-Type");
        if (type != null && OTHER.matcher(type).matches()) {
            throw CommonProblem.MEDIA_TYPE_UNSUPPORTED.refuse();
        }
    }
}
