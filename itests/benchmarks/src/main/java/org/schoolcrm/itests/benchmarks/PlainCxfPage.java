package org.schoolcrm.itests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.servlet.ServletConfig;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** The least that a page can cost in this container: the same bytes from memory, by CXF. */
final class PlainCxfPage implements AutoCloseable {

    static final String PATH = "/plain/page";

    private final Tomcat tomcat = new Tomcat();

    PlainCxfPage(String page) throws IOException, LifecycleException {
        tomcat.setBaseDir(Files.createTempDirectory("plain").toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "plain", new Servlet(page)).setLoadOnStartup(1);
        context.addServletMappingDecoded("/plain/*", "plain");
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** The same page for everybody. */
    @Path("/page")
    public static final class Resource {

        private final String page;

        Resource(String page) {
            this.page = page;
        }

        @GET
        @Produces("text/html; charset=utf-8")
        public String show() {
            return page;
        }
    }

    private static final class Servlet extends CXFNonSpringServlet {

        private static final long serialVersionUID = 1;

        private final String page;

        Servlet(String page) {
            this.page = page;
        }

        @Override
        protected void loadBus(ServletConfig config) {
            super.loadBus(config);
            var server = new JAXRSServerFactoryBean();
            server.setBus(getBus());
            server.setAddress("/");
            server.setServiceBeans(List.of(new Resource(page)));
            server.create();
        }
    }
}
