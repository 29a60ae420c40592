package org.schoolcrm.rest.http;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.apache.cxf.jaxrs.JAXRSServiceImpl;
import org.apache.cxf.jaxrs.impl.MetadataMap;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;

/** Answers OPTIONS with the verbs of the very address; CXF names those of all addresses of the resource class. */
public class AllowFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!request.getMethod().equals(HttpMethod.OPTIONS) || response.getStatus() >= 300) {
            return;
        }
        var service =
                (JAXRSServiceImpl) JAXRSUtils.getCurrentMessage().getExchange().getService();
        var path = "/" + request.getUriInfo().getPath(false).replaceFirst("^/", "");
        var verbs = verbs(service.getClassResourceInfos(), path);
        if (verbs.isEmpty()) {
            response.setStatusInfo(Response.Status.NOT_FOUND);
        } else {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", verbs));
        }
    }

    /** Of the addresses that fit, the one with the most letters of its own is meant, as when a request is served. */
    private static Collection<String> verbs(List<ClassResourceInfo> resources, String path) {
        var verbs = new TreeSet<String>();
        int most = -1;
        for (var resource : resources) {
            var below = rest(resource.getURITemplate(), path);
            for (var operation : resource.getMethodDispatcher().getOperationResourceInfos()) {
                var template = operation.getURITemplate();
                int letters = resource.getURITemplate().getLiteralChars().length()
                        + template.getLiteralChars().length();
                boolean fits = !below.isEmpty() && rest(template, below).equals("/");
                if (fits && letters >= most && operation.getHttpMethod() != null) {
                    if (letters > most) {
                        verbs.clear();
                        most = letters;
                    }
                    verbs.add(operation.getHttpMethod());
                }
            }
        }
        if (!verbs.isEmpty()) {
            verbs.add(HttpMethod.OPTIONS);
        }
        return verbs;
    }

    /** What of a path lies behind the template, {@code /} for nothing more; empty if it does not fit. */
    private static String rest(URITemplate template, String path) {
        var groups = new MetadataMap<String, String>();
        if (!template.match(path, groups)) {
            return "";
        }
        var rest = groups.getFirst(URITemplate.FINAL_MATCH_GROUP);
        return rest == null || rest.isEmpty() ? "/" : rest;
    }
}
