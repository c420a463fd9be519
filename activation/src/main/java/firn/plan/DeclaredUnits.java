package firn.plan;

import firn.manifest.LoadedSystem;
import firn.manifest.UnitEntry;
import firn.systemd.UnitFile;
import firn.systemd.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The units that one system declares, looked up as systemd would. */
record DeclaredUnits(LoadedSystem system) {
  Set<String> names() {
    return new TreeSet<>(system.manifest().units().keySet());
  }

  @Nullable UnitEntry entry(String name) {
    return system.manifest().units().get(name);
  }

  /** Whether the unit itself or the template it is an instance of is declared. */
  boolean declares(String name) {
    String template = new UnitName(name).template();
    return entry(name) != null || (template != null && entry(template) != null);
  }

  boolean masks(String name) {
    UnitEntry entry = entry(name);
    return entry != null && entry.source() == null;
  }

  /** Whether only a drop-in is declared, so that the unit itself belongs to somebody else. */
  boolean onlyAddsTo(String name) {
    UnitEntry entry = entry(name);
    String template = new UnitName(name).template();
    return entry != null && entry.dropIn() && (template == null || entry(template) == null);
  }

  /** What this system says about a unit: the file, or its template, and its drop-in. */
  UnitFile file(String name) {
    List<String> texts = new ArrayList<>();
    UnitEntry own = entry(name);
    String template = new UnitName(name).template();
    if ((own == null || own.dropIn()) && template != null) {
      String text = system.unitTexts().get(template);
      if (text != null) {
        texts.add(text);
      }
    }
    String text = system.unitTexts().get(name);
    if (text != null) {
      texts.add(text);
    }
    return UnitFile.parse(texts.toArray(String[]::new));
  }

  /** The units that pull this one in. */
  List<String> pulledInBy(String name) {
    UnitEntry entry = entry(name);
    if (entry == null) {
      return List.of();
    }
    List<String> out = new ArrayList<>(entry.wantedBy());
    out.addAll(entry.requiredBy());
    out.addAll(entry.upheldBy());
    return out;
  }
}
