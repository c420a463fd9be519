package firn.eval.fetch;

import firn.eval.value.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a forge keeps its archives, and how it names the newest commit of a branch. */
sealed interface Forge {
  JsonMapper JSON = new JsonMapper();

  /** The value of {@code type}. */
  String type();

  /** The URL of the archive of a revision. */
  String archive(FetchAttributes attributes);

  /** The URL that tells the revision of a branch, or of the default branch. */
  String commit(FetchAttributes attributes);

  /** The revision in what that URL answers. */
  String revision(FetchAttributes attributes, String answer);

  private static String base(FetchAttributes attributes, String host) {
    String at = attributes.text("host").orElse(host);
    // A server on this machine is asked as it is; it has no certificate to show.
    return (at.startsWith("127.0.0.1:") ? "http://" : "https://") + at;
  }

  private static String repository(FetchAttributes attributes) {
    return attributes.require("owner") + "/" + attributes.require("repo");
  }

  private static JsonNode json(String answer) {
    try {
      return JSON.readTree(Bytes.toUnicode(answer));
    } catch (JacksonException e) {
      throw new FetchFailure("the forge's answer is not JSON", e);
    }
  }

  private static String checked(String revision) {
    if (!Revisions.isRevision(revision)) {
      throw new FetchFailure("the forge answered '" + revision + "', which is no revision", null);
    }
    return revision;
  }

  /** {@code github.com}, or a GitHub of one's own. */
  record GitHub() implements Forge {
    @Override
    public String type() {
      return "github";
    }

    @Override
    public String archive(FetchAttributes attributes) {
      return base(attributes, "github.com")
          + "/"
          + repository(attributes)
          + "/archive/"
          + attributes.require("rev")
          + ".tar.gz";
    }

    @Override
    public String commit(FetchAttributes attributes) {
      String ref = attributes.text("ref").orElse("HEAD");
      String api =
          attributes.has("host")
              ? base(attributes, "") + "/api/v3/repos/"
              : "https://api.github.com/repos/";
      return api + repository(attributes) + "/commits/" + ref;
    }

    @Override
    public String revision(FetchAttributes attributes, String answer) {
      return checked(json(answer).path("sha").asString(""));
    }
  }

  /** {@code gitlab.com}, or a GitLab of one's own. */
  record GitLab() implements Forge {
    @Override
    public String type() {
      return "gitlab";
    }

    private static String project(FetchAttributes attributes) {
      return base(attributes, "gitlab.com")
          + "/api/v4/projects/"
          + repository(attributes).replace("%2F", "/").replace("/", "%2F")
          + "/repository/";
    }

    @Override
    public String archive(FetchAttributes attributes) {
      return project(attributes) + "archive.tar.gz?sha=" + attributes.require("rev");
    }

    @Override
    public String commit(FetchAttributes attributes) {
      return project(attributes) + "commits?ref_name=" + attributes.text("ref").orElse("HEAD");
    }

    @Override
    public String revision(FetchAttributes attributes, String answer) {
      return checked(json(answer).path(0).path("id").asString(""));
    }
  }

  /** {@code git.sr.ht}. */
  record SourceHut() implements Forge {
    @Override
    public String type() {
      return "sourcehut";
    }

    @Override
    public String archive(FetchAttributes attributes) {
      return base(attributes, "git.sr.ht")
          + "/"
          + repository(attributes)
          + "/archive/"
          + attributes.require("rev")
          + ".tar.gz";
    }

    @Override
    public String commit(FetchAttributes attributes) {
      return base(attributes, "git.sr.ht") + "/" + repository(attributes) + "/info/refs";
    }

    /** The lines of {@code info/refs}: a revision, a tab, a name. */
    @Override
    public String revision(FetchAttributes attributes, String answer) {
      String ref = attributes.text("ref").orElse("");
      for (String line : answer.split("\n", -1)) {
        String[] parts = line.split("\t", 2);
        boolean wanted =
            parts.length == 2
                && (parts[1].equals("refs/heads/" + ref)
                    || parts[1].equals("refs/tags/" + ref)
                    || ref.isEmpty() && parts[1].matches("refs/heads/(master|main)"));
        if (wanted) {
          return checked(parts[0]);
        }
      }
      throw new FetchFailure("in the forge's list of branches there is no '" + ref + "'", null);
    }
  }
}
