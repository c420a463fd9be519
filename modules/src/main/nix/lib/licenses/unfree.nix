/**
  Licences that restrict use, change or distribution.
*/
{ spdx, named, unpublished }:
{
  acsl14 = named "Anti-Capitalist Software License v1.4" "https://anticapitalist.software/";
  activision = named "Activision EULA" "https://www.doomworld.com/eternity/activision_eula.txt";
  aladdin = spdx "Aladdin" "Aladdin Free Public License";
  amazonsl = named "Amazon Software License" "https://aws.amazon.com/asl/";
  amd = named "AMD License Agreement" "https://developer.amd.com/amd-license-agreement/";
  bsl11 = spdx "BUSL-1.1" "Business Source License 1.1" // { redistributable = true; };
  cc-by-nc-30 = spdx "CC-BY-NC-3.0" "Creative Commons Attribution Non Commercial 3.0 Unported";
  cc-by-nc-40 = spdx "CC-BY-NC-4.0" "Creative Commons Attribution Non Commercial 4.0 International";
  cc-by-nc-nd-30 =
    spdx "CC-BY-NC-ND-3.0"
      "Creative Commons Attribution Non Commercial No Derivative Works 3.0 Unported";
  cc-by-nc-nd-40 =
    spdx "CC-BY-NC-ND-4.0" "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International";
  cc-by-nc-sa-20 =
    spdx "CC-BY-NC-SA-2.0" "Creative Commons Attribution Non Commercial Share Alike 2.0";
  cc-by-nc-sa-25 =
    spdx "CC-BY-NC-SA-2.5" "Creative Commons Attribution Non Commercial Share Alike 2.5";
  cc-by-nc-sa-30 =
    spdx "CC-BY-NC-SA-3.0" "Creative Commons Attribution Non Commercial Share Alike 3.0";
  cc-by-nc-sa-40 =
    spdx "CC-BY-NC-SA-4.0" "Creative Commons Attribution Non Commercial Share Alike 4.0";
  cc-by-nd-30 = spdx "CC-BY-ND-3.0" "Creative Commons Attribution-No Derivative Works v3.00";
  cc-by-nd-40 = spdx "CC-BY-ND-4.0" "Creative Commons Attribution-No Derivative Works v4.0";
  cockroachdb-community-license =
    named "CockroachDB Community License Agreement"
      "https://www.cockroachlabs.com/cockroachdb-community-license/";
  commons-clause = named "Commons Clause License" "https://commonsclause.com/";
  databricks = named "Databricks License" "https://www.databricks.com/legal/db-license";
  databricks-dbx =
    named "DataBricks eXtensions aka dbx License"
      "https://github.com/databrickslabs/dbx/blob/743b579a4ac44531f764c6e522dbe5a81a7dc0e4/LICENSE";
  databricks-license = named "Databricks License" "https://www.databricks.com/legal/db-license";
  eapl = named "EPSON AVASYS PUBLIC LICENSE" "https://avasys.jp/hp/menu000000700/hpg000000603.htm";
  elastic20 = spdx "Elastic-2.0" "Elastic License 2.0";
  enpl =
    named "Emmi AI Non-Production License" "https://github.com/Emmi-AI/noether/blob/main/LICENSE.txt"
    // { redistributable = true; };
  epson =
    named "Seiko Epson Corporation Software License Agreement for Linux"
      "https://download.ebz.epson.net/dsc/du/02/eula/global/LINUX_EN.html";
  fairsource09 = named "Fair Source License, version 0.9" "https://fair.io/v0.9.txt" // {
    redistributable = true;
  };
  ffsl = named "Floodgap Free Software License" "https://www.floodgap.com/software/ffsl/license.html";
  fsl11Asl20 =
    spdx "FSL-1.1-ALv2" "Functional Source License, Version 1.1, Apache 2.0 Future License"
    // { redistributable = true; };
  fsl11Mit = spdx "FSL-1.1-MIT" "Functional Source License, Version 1.1, MIT Future License" // {
    redistributable = true;
  };
  geogebra = named "GeoGebra Non-Commercial License Agreement" "https://www.geogebra.org/license";
  hl3 = named "Hippocratic License v3.0" "https://firstdonoharm.dev/version/3/0/core.txt" // {
    redistributable = true;
  };
  inria-compcert =
    named "INRIA Non-Commercial License Agreement for the CompCert verified compiler"
      "https://compcert.org/doc/LICENSE.txt";
  inria-icesl =
    named "End User License Agreement for IceSL Software"
      "https://icesl.loria.fr/assets/pdf/EULA_IceSL_binary.pdf";
  inria-zelus =
    named "INRIA Non-Commercial License Agreement for the Zélus compiler"
      "https://github.com/INRIA/zelus/raw/829f2b97cba93b0543a9ca0272269e6b8fdad356/LICENSE";
  intel-eula =
    named "Intel End User License Agreement for Developer Tools"
      "https://software.intel.com/sites/manageability/AMT_Implementation_and_Reference_Guide/WordDocuments/intelamtsdklicense.htm";
  issl =
    named "Intel Simplified Software License"
      "https://software.intel.com/en-us/license/intel-simplified-software-license";
  json = spdx "JSON" "JSON License";
  lens = named "Lens Terms of Service Agreement" "https://k8slens.dev/legal/tos";
  nasa13 = spdx "NASA-1.3" "NASA Open Source Agreement 1.3";
  ncbiPd = spdx "NCBI-PD" "NCBI Public Domain Notice";
  ncul1 = spdx "NCUL1" "Netdata Cloud UI License v1.0" // { redistributable = true; };
  netboxLimitedUse =
    named "NetBox Limited Use License 1.0"
      "https://github.com/netboxlabs/netbox-branching/blob/8465b9aee69ded23930cfe1a522695bfb8955a5a/LICENSE.md";
  nvidiaCuda =
    named "CUDA Toolkit End User License Agreement (EULA)"
      "https://docs.nvidia.com/cuda/eula/index.html#cuda-toolkit-supplement-license-agreement"
    // { shortName = "CUDA EULA"; };
  nvidiaCudaRedist =
    named "CUDA Toolkit End User License Agreement (EULA)"
      "https://docs.nvidia.com/cuda/eula/index.html#cuda-toolkit-supplement-license-agreement"
    // {
      redistributable = true;
      shortName = "CUDA EULA";
    };
  obsidian = named "Obsidian End User Agreement" "https://obsidian.md/eula";
  ocamlpro_nc =
    named "OCamlPro Non Commercial license version 1"
      "https://alt-ergo.ocamlpro.com/http/alt-ergo-2.2.0/OCamlPro-Non-Commercial-License.pdf";
  postman = named "Postman EULA" "https://www.getpostman.com/licenses/postman_base_app";
  prosperity30 = named "Prosperity-3.0.0" "https://prosperitylicense.com/versions/3.0.0.html";
  sfl =
    named "Source First License 1.1"
      "https://gitlab.futo.org/videostreaming/grayjay/-/blob/master/LICENSE.md"
    // { redistributable = true; };
  sspl = spdx "SSPL-1.0" "Server Side Public License" // { redistributable = true; };
  sustainableUse = spdx "SUL-1.0" "Sustainable Use License";
  teamspeak = named "Teamspeak client license" "https://www.teamspeak.com/en/privacy-and-terms/" // {
    redistributable = true;
  };
  tsl =
    named "Timescale License Agreement"
      "https://github.com/timescale/timescaledb/blob/main/tsl/LICENSE-TIMESCALE"
    // { shortName = "TSL"; };
  unfree = unpublished "Unfree";
  unfreeRedistributable = unpublished "Unfree redistributable" // { redistributable = true; };
  virtualbox-puel =
    named "Oracle VM VirtualBox Extension Pack Personal Use and Evaluation License (PUEL)"
      "https://www.virtualbox.org/wiki/VirtualBox_PUEL";
  watcom = spdx "Watcom-1.0" "Sybase Open Watcom Public License 1.0" // { redistributable = true; };
}
