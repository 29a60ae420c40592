package org.schoolcrm.host.demo.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.demo.imports.FileImport;
import org.schoolcrm.host.demo.imports.ImportMode;
import org.schoolcrm.host.demo.imports.Imports;
import org.schoolcrm.host.demo.school.TableBranches;
import org.schoolcrm.host.importer.Finding;
import org.schoolcrm.host.importer.ImportKind;
import org.schoolcrm.host.importer.Tally;
import org.schoolcrm.host.spi.Branch;

/** The page on which an administrator brings files of another system into a branch. */
@Path("/imports/{branch}")
@Produces(MediaType.APPLICATION_JSON)
public class ImportApi {

    private final Imports imports;
    private final BranchAccess access;

    public ImportApi(Imports imports, TableBranches branches, SessionCallers callers) {
        this.imports = imports;
        this.access = new BranchAccess(branches, callers);
    }

    /** What becomes of wrong lines. */
    public record Start(@Nullable ImportMode mode) {}

    /** What a file of one kind consists of. */
    public record KindView(String kind, List<ColumnView> columns) {}

    /** A column, in the caller's language. */
    public record ColumnView(String name, String heading, boolean required, String about) {}

    /** An import as the page shows it; the preview is JSON already. */
    public record View(
            long id,
            String kind,
            String file,
            String by,
            String state,
            @Nullable String mode,
            String started,
            long bytes,
            long bytesRead,
            long total,
            Tally tally,
            List<Wrong> wrong,
            @JsonRawValue @Nullable String preview) {}

    /** A mistake, in the caller's language. */
    public record Wrong(long line, String column, String message) {}

    @GET
    @Path("kinds")
    public List<KindView> kinds(@Context HttpServletRequest request, @PathParam("branch") long branch) {
        open(request, branch);
        var language = Language.of(request);
        return Stream.of(ImportKind.values())
                .map(kind -> new KindView(
                        kind.name(),
                        kind.columns().stream()
                                .map(column -> new ColumnView(
                                        column.name(),
                                        column.heading(language),
                                        kind.required().contains(column),
                                        column.about(language)))
                                .toList()))
                .toList();
    }

    /** A file that could be handed in as it is; its mark tells spreadsheets that it is UTF-8. */
    @GET
    @Path("kinds/{kind}/sample")
    @Produces("text/csv")
    public Response sample(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("kind") ImportKind kind,
            @QueryParam("language") @Nullable String language) {
        open(request, branch);
        var file = kind.sample(Locale.forLanguageTag(language == null ? "" : language));
        return Response.ok("\uFEFF" + file, "text/csv; charset=utf-8")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + kind.name().toLowerCase(Locale.ROOT) + ".csv\"")
                .build();
    }

    @GET
    public List<View> recent(@Context HttpServletRequest request, @PathParam("branch") long branch) {
        var home = open(request, branch);
        return imports.recent(home.id()).stream()
                .map(one -> view(one, home, List.of(), null))
                .toList();
    }

    @POST
    @Consumes({"text/csv", "application/octet-stream"})
    public View receive(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @QueryParam("kind") @Nullable ImportKind kind,
            @QueryParam("file") @Nullable String file,
            InputStream body) {
        var home = access.change(request, branch, Role::imports);
        var name = Parameters.text("file", file);
        return view(
                imports.receive(home.id(), Parameters.required("kind", kind), name, access.nameOf(request), body),
                home,
                List.of(),
                null);
    }

    @GET
    @Path("{id}")
    public View show(@Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("id") long id) {
        var home = open(request, branch);
        return whole(imports.find(home.id(), id), home, Language.of(request));
    }

    @POST
    @Path("{id}/start")
    @Consumes(MediaType.APPLICATION_JSON)
    public View start(
            @Context HttpServletRequest request,
            @PathParam("branch") long branch,
            @PathParam("id") long id,
            Start start) {
        var home = access.change(request, branch, Role::imports);
        return whole(
                imports.start(home.id(), id, Parameters.required("mode", start.mode())), home, Language.of(request));
    }

    @DELETE
    @Path("{id}")
    public void drop(@Context HttpServletRequest request, @PathParam("branch") long branch, @PathParam("id") long id) {
        imports.drop(access.change(request, branch, Role::imports).id(), id);
    }

    private Branch open(HttpServletRequest request, long branch) {
        return access.look(request, branch, Role::imports);
    }

    private View whole(FileImport one, Branch home, Locale language) {
        var wrong = imports.findings(one).stream()
                .map(finding -> wrong(finding, language))
                .toList();
        return view(one, home, wrong, one.preview().isEmpty() ? null : one.preview());
    }

    private static Wrong wrong(Finding finding, Locale language) {
        var column = finding.column();
        return new Wrong(
                finding.line(),
                column == null ? "" : column.heading(language),
                finding.fault().words(language, finding.given(), finding.expected()));
    }

    private static View view(FileImport one, Branch home, List<Wrong> wrong, @Nullable String preview) {
        return new View(
                one.id(),
                one.kind().name(),
                one.file(),
                one.by(),
                one.state().name(),
                one.mode() == null ? null : one.mode().name(),
                one.started().atZone(home.zone()).toLocalDateTime().toString(),
                one.bytes(),
                one.bytesRead(),
                one.total(),
                one.tally(),
                wrong,
                preview);
    }
}
